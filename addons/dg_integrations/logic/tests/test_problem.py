"""Is every refusal a document that a program can read?"""

import json

import pytest
from dg_integrations.logic.problem import Problem, ProblemKind


def test_the_catalogue_covers_every_status_of_the_interface():
    assert {kind.status for kind in ProblemKind} == {400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 429, 500, 503}


def test_every_kind_has_a_name_of_its_own_that_fits_an_address():
    slugs = [kind.slug for kind in ProblemKind]

    assert len(set(slugs)) == len(ProblemKind)
    assert all(slug.replace("-", "").isalpha() and slug.islower() for slug in slugs)


def test_a_problem_is_a_document_with_its_extras():
    problem = Problem(
        ProblemKind.ALREADY_DECIDED,
        detail="Anna Berg rejected the request at 12:00.",
        instance="urn:uuid:1",
        extras={"decision": "rejected"},
    )

    assert json.loads(problem.body()) == {
        "type": "/dg/v1/problems/already-decided",
        "title": "The request has been decided otherwise",
        "status": 409,
        "detail": "Anna Berg rejected the request at 12:00.",
        "instance": "urn:uuid:1",
        "decision": "rejected",
    }


def test_what_is_empty_is_left_out_and_the_address_of_the_kinds_can_be_chosen():
    assert Problem(ProblemKind.NOT_FOUND).document("https://example.com/problems/") == {
        "type": "https://example.com/problems/not-found",
        "title": "There is no such thing for this client",
        "status": 404,
    }


def test_extras_cannot_pretend_to_be_standard_members():
    with pytest.raises(ValueError, match="not free to use: status, type"):
        Problem(ProblemKind.INVALID, extras={"type": "x", "status": 200, "errors": []})


@pytest.mark.parametrize(
    ("problem", "headers"),
    [
        (Problem(ProblemKind.INVALID), {}),
        (Problem(ProblemKind.RATE_LIMITED, retry_after=3), {"Retry-After": "3"}),
        (Problem(ProblemKind.UNAVAILABLE, retry_after=0), {"Retry-After": "0"}),
        (Problem(ProblemKind.UNAUTHENTICATED), {"WWW-Authenticate": 'Bearer realm="dg"'}),
    ],
)
def test_the_headers_say_what_to_do(problem, headers):
    assert problem.headers() == {"Content-Type": "application/problem+json"} | headers
