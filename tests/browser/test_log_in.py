"""Does the web client open for a person, without a complaint of the browser?"""


def test_administrator_logs_in_and_sees_the_menu_of_apps(page):
    admin = page("admin")

    admin.click(".o_navbar_apps_menu button")

    admin.wait_for_selector(".o-dropdown--menu .o_app >> text=Sales")


def test_page_that_fails_is_heard(page, complaints):
    admin = page("admin")

    admin.evaluate("() => { console.error('the shelf fell over'); fetch('/no/such/page'); }")
    admin.wait_for_function("() => performance.getEntriesByName(location.origin + '/no/such/page').length")

    assert any("the shelf fell over" in text for text in complaints.heard)
    assert any("answer 404" in text for text in complaints.heard)
    complaints.heard.clear()
