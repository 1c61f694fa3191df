"""The headline and the decisions of each case of a made-up edition, as read and approved."""

EXPECTED: dict[str, tuple[str, tuple[str, ...]]] = {
    "two dangers closed, no budget": (
        "The plan closes both dangers to children by December 2027, safely by April 2028",
        (
            "Give the plan a budget for each year.",
            "Name who pays.",
            "Adopt this plan, or say what must change in it.",
        ),
    ),
    "one danger closed": (
        "The plan closes the one danger to children by December 2027, safely by April 2028",
        (
            "Give the plan a budget for each year.",
            "Name who pays.",
            "Adopt this plan, or say what must change in it.",
        ),
    ),
    "no money at all": (
        "Both dangers to children stay open: the budget does not reach",
        (
            "Find USD\N{NO-BREAK SPACE}60,000 more in 2027, or say which measure gives way.",
            "Say what may be planned.",
        ),
    ),
    "money for one of two": (
        "1 of 2 dangers to children stays open: the budget does not reach",
        (
            "Find USD\N{NO-BREAK SPACE}60,000 more in 2027, or say which measure gives way.",
            "Name who pays.",
            "Adopt this plan, or say what must change in it.",
        ),
    ),
    "money for a half": (
        "The one danger to children stays open: the budget does not reach",
        (
            "Find USD\N{NO-BREAK SPACE}30,000 more in 2027, or say which measure gives way.",
            "Name who pays.",
            "Adopt this plan, or say what must change in it.",
        ),
    ),
    "a tiny sum is missing": (
        "The one danger to children stays open: the budget does not reach",
        (
            "Find USD\N{NO-BREAK SPACE}125 more in 2027, or say which measure gives way.",
            "Name who pays.",
            "Adopt this plan, or say what must change in it.",
        ),
    ),
    "budget that holds at both ends": (
        "The plan closes both dangers to children by December 2027, safely by April 2028",
        ("Name who pays.", "Adopt this plan, or say what must change in it."),
    ),
    "budget in a weak currency": (
        "The plan closes both dangers to children by December 2027, safely by April 2028",
        ("Name who pays.", "Adopt this plan, or say what must change in it."),
    ),
    "budget without a rate of exchange": (
        "The plan closes both dangers to children by December 2027, safely by April 2028",
        (
            "State the rate of exchange of the budget.",
            "Name who pays.",
            "Adopt this plan, or say what must change in it.",
        ),
    ),
    "twelve months": (
        "The plan closes both dangers to children by December 2027, safely by April 2028",
        (
            "Give the plan a budget for each year.",
            "Name who pays.",
            "Adopt this plan, or say what must change in it.",
        ),
    ),
    "twelve months with long measures": (
        "The one danger to children stays open: the plan is too short for the work",
        (
            "Plan for 24 months, or leave what takes longer to the next plan.",
            "Say what may be planned.",
        ),
    ),
    "sixty months from April": (
        "The plan closes both dangers to children by March 2028, safely by July 2028",
        (
            "Give the plan a budget for each year.",
            "Name who pays.",
            "Adopt this plan, or say what must change in it.",
        ),
    ),
    "no horizon": (
        "The plan closes all 5 dangers to children by December 2031, safely by April 2032",
        (
            "Give the plan a budget for each year.",
            "Name who pays.",
            "Adopt this plan, or say what must change in it.",
        ),
    ),
    "one at a time in twelve months": (
        "1 of 2 dangers to children stays open: nobody is free for the work",
        (
            "Free people for what closes a danger, or say which measure gives way.",
            "Give the plan a budget for each year.",
            "Name who pays.",
            "Adopt this plan, or say what must change in it.",
        ),
    ),
    "the first measure is decided against": (
        "1 of 2 dangers to children stays open: decisions stand against measures",
        (
            "Look again at what was decided against or stopped: Carry out D1-a; Carry out D1-b.",
            "Give the plan a budget for each year.",
            "Name who pays.",
            "Adopt this plan, or say what must change in it.",
        ),
    ),
    "all is decided against": (
        "Both dangers to children stay open: decisions stand against measures",
        (
            "Look again at what was decided against or stopped: Carry out D1-a; Carry out D1-b; Carry out D2-a; Carry out D2-b.",
            "Say what may be planned.",
        ),
    ),
    "a decision that can't be kept": (
        "The plan closes both dangers to children by December 2027, safely by April 2028",
        (
            "Change a decision that can't be kept.",
            "Give the plan a budget for each year.",
            "Name who pays.",
            "Adopt this plan, or say what must change in it.",
        ),
    ),
    "no money for one, a decision against the other": (
        "Both dangers to children stay open: the budget does not reach for 1 of them",
        (
            "Find USD\N{NO-BREAK SPACE}60,000 more in 2027, or say which measure gives way.",
            "Look again at what was decided against or stopped: Carry out D2-a; Carry out D2-b.",
            "Say what may be planned.",
        ),
    ),
    "no money for two, no measure for the third": (
        "All 3 dangers to children stay open: the budget does not reach for 2 of them",
        (
            "Find USD\N{NO-BREAK SPACE}60,000 more in 2027, or say which measure gives way.",
            "Say what may be planned.",
        ),
    ),
    "no measures in the edition": (
        "Both dangers to children stay open: no measure leads to the target",
        ("Have measures proposed.",),
    ),
    "no measure for a danger": (
        "Both dangers to children stay open: no measure leads to the target",
        (
            "Give the plan a budget for each year.",
            "Name who pays.",
            "Adopt this plan, or say what must change in it.",
        ),
    ),
    "no costs in the edition": (
        "The plan closes both dangers to children by December 2027, safely by April 2028",
        ("Adopt this plan, or say what must change in it.",),
    ),
    "all at the top": (
        "Every question has reached its target",
        ("Keep what is reached, and decide whether to aim higher.",),
    ),
    "at the targets, one unanswered": (
        "Every answered question has reached its target; 1 has no answer",
        (
            "Have 1 open question answered.",
            "Keep what is reached, and decide whether to aim higher.",
        ),
    ),
    "dangers at their targets, other gaps": (
        "No known danger to children is open. The plan closes 1 of 2 gaps",
        (
            "Give the plan a budget for each year.",
            "Name who pays.",
            "Adopt this plan, or say what must change in it.",
        ),
    ),
    "a danger closed and one unknown": (
        "The plan closes the one danger to children by December 2027, safely by April 2028; 1 more danger is not known",
        (
            "Give the plan a budget for each year.",
            "Name who pays.",
            "Have 1 open question answered.",
            "Adopt this plan, or say what must change in it.",
        ),
    ),
    "both dangers unknown": (
        "Sketch: It is not known whether 2 dangers to children are open",
        (
            "Have 1 more question answered.",
            "Give the plan a budget for each year.",
            "Name who pays.",
        ),
    ),
    "nothing answered": (
        "No question has been answered with a level yet",
        ("Have 3 more questions answered.",),
    ),
    "all don't know": (
        "All 4 questions were answered with “don't know”",
        ("Have 3 more questions answered.",),
    ),
    "all not applicable": (
        "4 of 4 questions are said not to apply",
        ("Have an expert confirm that no question applies.",),
    ),
    "below coverage, a danger known": (
        "1 danger to children is known, and too little is answered for a plan",
        ("Have 4 more questions answered.",),
    ),
    "below coverage, no danger known": (
        "Too little is answered for a plan: 3 more answers are needed",
        ("Have 3 more questions answered.",),
    ),
    "a sketch": (
        "Sketch: The plan closes the one danger to children by December 2027, safely by April 2028; 3 more dangers are not known",
        (
            "Have 4 more questions answered.",
            "Give the plan a budget for each year.",
            "Name who pays.",
        ),
    ),
    "an edition without dangers": (
        "The plan closes 1 of 2 gaps",
        (
            "Give the plan a budget for each year.",
            "Name who pays.",
            "Adopt this plan, or say what must change in it.",
        ),
    ),
    "an edition of figures": (
        "4 of 7 figures are known",
        ("Have 3 open questions answered.",),
    ),
    "nine dangers": (
        "The plan closes all 9 dangers to children by December 2028, safely by April 2029",
        (
            "Give the plan a budget for each year.",
            "Name who pays.",
            "Adopt this plan, or say what must change in it.",
        ),
    ),
    "institutions disagree": (
        "The plan closes both dangers to children by December 2027, safely by April 2028",
        (
            "Give the plan a budget for each year.",
            "Name who pays.",
            "Settle 1 answer on which institutions disagree.",
            "Adopt this plan, or say what must change in it.",
        ),
    ),
    "a bill": (
        "The plan closes the one danger to children by December 2027, safely by April 2028",
        (
            "Put a bill on the programme of parliament for 2027: Carry out D1-a.",
            "Give the plan a budget for each year.",
            "Name who pays.",
            "Adopt this plan, or say what must change in it.",
        ),
    ),
    "all measures done": (
        "The plan closes the one danger to children by December 2026",
        ("Assess again, and plan what comes next.",),
    ),
    "under way, adopted and paid": (
        "The plan closes both dangers to children by September 2027, safely by January 2028",
        ("Confirm the plan for the time that is left.",),
    ),
    "stopped": (
        "The one danger to children stays open: decisions stand against measures",
        (
            "Look again at what was decided against or stopped: Carry out D1-a; Carry out D1-b.",
            "Give the plan a budget for each year.",
            "Name who pays.",
            "Adopt this plan, or say what must change in it.",
        ),
    ),
    "long names": (
        "All 9 dangers to children stay open: the budget does not reach",
        (
            "Find USD\N{NO-BREAK SPACE}5,000 more in 2027, USD\N{NO-BREAK SPACE}15,000 more in 2028, or say which measure gives way.",
            "Adopt this plan, or say what must change in it.",
        ),
    ),
    "long titles": (
        "Sketch: 2 of 7 dangers to children stay open: the budget does not reach",
        (
            "Have 4 more questions answered.",
            "Find USD\N{NO-BREAK SPACE}30,000 more in 2027, or say which measure gives way.",
            "Put a bill on the programme of parliament for 2031: Office of the Deputy Prime Minister for the Coordination of…",
            "Name who pays.",
        ),
    ),
}
