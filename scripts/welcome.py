"""What does a newcomer see when the server is up?  The only place where this text stands."""

from __future__ import annotations

LOGINS = (
    ("sales", "sells; confirms orders"),
    ("sales2", "sells; a colleague"),
    ("approver", "manages sales; approves discounts up to 25 %"),
    ("approver2", "approves; stands in for the director, who is on holiday"),
    ("director", "approves what goes beyond sales management"),
    ("finance", "approves orders over the credit limit"),
    ("controller", "releases holds that no route leads to people"),
    ("manager", "writes and publishes policies"),
    ("manager2", "the second manager who agrees to them"),
    ("auditor", "reads all evidence, changes nothing"),
    ("integrator", "will look after endpoints"),
    ("buyer", "buys"),
    ("warehouse", "ships and counts"),
    ("accountant", "posts invoices"),
    ("admin", "administers Odoo; starts in another company"),
)

STORY = (
    "Log in as sales, open Sales, choose S00010 of Harbour Street Hardware (18 % discount) and press Confirm.",
    "It does not confirm: the banner tells which rule holds it, what was measured and what would pass.",
    "Log in as approver (in a private window), click the badge in the menu bar and approve the request.",
    "The order confirms by itself; look at it again as sales.",
    "As controller open Insight > Journal: hold, request, vote, release and confirmation, with who and when.",
)


def text(url):
    """The welcome for a server at `url`."""
    logins = "\n".join(f"    {login:<12}{role}" for login, role in LOGINS)
    steps = "\n".join(f"    {number}. {line}" for number, line in enumerate(STORY, 1))
    return f"""
  Odoo with the demo company “Brightwater Distribution” is ready:

    {url}

  Logins (the password is the login):
{logins}

  Try this:
{steps}

  Ctrl-C stops Odoo and its database server; `make run` starts them again with your data.
"""
