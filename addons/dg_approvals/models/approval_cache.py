"""How are routes and limits kept in memory without anybody deciding by old ones?"""


def forget(env):
    """Let everybody read routes and limits anew, now and after the commit.

    Whoever reads them in between, in another thread of this process, may have kept what was committed before.
    """
    env.registry.clear_cache()
    env.cr.postcommit.add(env.registry.clear_cache)
