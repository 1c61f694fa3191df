// An OpenID provider on loopback for the tests: whoever types an e-mail address is that person.
// node provider.mjs PORT REDIRECT_URI
import { Provider } from "oidc-provider";

const [port, redirectUri] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "cop",
      client_secret: "a secret of the tests only",
      redirect_uris: [redirectUri],
      post_logout_redirect_uris: [redirectUri],
    },
  ],
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  conformIdTokenClaims: false, // the address is in the identity token, as with the large providers
  cookies: { keys: ["keys of the tests only"] },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: id, email_verified: !id.startsWith("unverified") }),
  }),
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
