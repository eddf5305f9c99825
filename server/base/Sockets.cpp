// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/base/Sockets.h"

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#endif

namespace tabletalk {

#ifdef Q_OS_WIN
void waitForInput(qintptr socket, int milliseconds)
{
    WSAPOLLFD waiting{SOCKET(socket), POLLIN, 0};
    if (WSAPoll(&waiting, 1, milliseconds) == SOCKET_ERROR)
        Sleep(DWORD(milliseconds)); // a loop around this must not spin
}

qint64 bytesWaiting(qintptr socket)
{
    u_long waiting = 0;
    return ioctlsocket(SOCKET(socket), FIONREAD, &waiting) == 0 ? qint64(waiting) : 0;
}

qintptr openSocket(int family, int type, int protocol)
{
    return qintptr(WSASocketW(family, type, protocol, nullptr, 0, WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT));
}
#else
void waitForInput(qintptr socket, int milliseconds)
{
    pollfd waiting{int(socket), POLLIN, 0};
    ::poll(&waiting, 1, milliseconds);
}

qint64 bytesWaiting(qintptr socket)
{
    int waiting = 0;
    return ioctl(int(socket), FIONREAD, &waiting) == 0 ? waiting : 0;
}

qintptr openSocket(int family, int type, int protocol)
{
#ifdef SOCK_CLOEXEC
    type |= SOCK_CLOEXEC;
#endif
    return ::socket(family, type, protocol);
}
#endif

} // namespace tabletalk
