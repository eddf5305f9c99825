// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/ThreadName.h"

#include <pthread.h>

namespace tabletalk {

void nameThisThread(const char *name)
{
#ifdef __APPLE__
    pthread_setname_np(name);
#else
    pthread_setname_np(pthread_self(), name);
#endif
}

} // namespace tabletalk
