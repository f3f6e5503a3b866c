"""How is configuration kept in memory without anybody deciding by what was there before?"""


def forget(env):
    """Let everybody read configuration anew, now and after the commit.

    Whoever reads it in between, in another thread of this process, may have kept what was committed before.
    """
    env.registry.clear_cache()
    env.cr.postcommit.add(env.registry.clear_cache)
