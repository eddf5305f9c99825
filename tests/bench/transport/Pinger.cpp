// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/transport/Pinger.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>

namespace tabletalk::bench {

namespace {

using Clock = std::chrono::steady_clock;

int connectTo(quint16 port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int one = 1;
    if (socket < 0 || ::connect(socket, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0)
        throw std::runtime_error("cannot connect");
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    return socket;
}

void sendAll(int socket, const QByteArray &bytes)
{
    if (::send(socket, bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL) != bytes.size())
        throw std::runtime_error("cannot send");
}

/// Blocks until the reply's empty line is there.
void readHead(int socket)
{
    QByteArray head;
    std::array<char, 4096> piece{};
    while (!head.contains("\r\n\r\n")) {
        const ssize_t size = ::recv(socket, piece.data(), piece.size(), 0);
        if (size <= 0)
            throw std::runtime_error("the server hung up");
        head.append(piece.data(), size);
    }
}

/// How long the answer to the request is: whatever comes until it is quiet.
ssize_t answerSize(int socket, const QByteArray &request)
{
    sendAll(socket, request);
    timeval quiet{.tv_sec = 0, .tv_usec = 200'000};
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &quiet, sizeof quiet);
    std::array<char, 65536> piece{};
    ssize_t total = 0;
    for (ssize_t size = 0; (size = ::recv(socket, piece.data(), piece.size(), 0)) > 0;)
        total += size;
    if (total == 0)
        throw std::runtime_error("no answer");
    return total;
}

} // namespace

double pingRate(const PingPlan &plan)
{
    struct Peer
    {
        int socket;
        ssize_t missing;
    };
    std::vector<Peer> peers;
    ssize_t expected = 0;
    for (int i = 0; i < plan.connections; ++i) {
        const int socket = connectTo(plan.port);
        if (!plan.opening.isEmpty()) {
            sendAll(socket, plan.opening);
            readHead(socket);
        }
        if (i == 0)
            expected = answerSize(socket, plan.request);
        peers.push_back({socket, expected});
    }

    const int poll = ::epoll_create1(EPOLL_CLOEXEC);
    for (size_t i = 0; i < peers.size(); ++i) {
        epoll_event event{.events = EPOLLIN, .data = {.u64 = i}};
        ::epoll_ctl(poll, EPOLL_CTL_ADD, peers[i].socket, &event);
        sendAll(peers[i].socket, plan.request);
    }

    const auto begin = Clock::now() + plan.warmUp;
    const auto end = begin + plan.time;
    qint64 answered = 0;
    std::array<epoll_event, 256> events{};
    std::array<char, 65536> piece{};
    for (auto now = Clock::now(); now < end; now = Clock::now()) {
        const int count = ::epoll_wait(poll, events.data(), int(events.size()), 100);
        for (int i = 0; i < count; ++i) {
            Peer &peer = peers[events[size_t(i)].data.u64];
            const ssize_t size = ::recv(peer.socket, piece.data(), piece.size(), 0);
            if (size <= 0)
                throw std::runtime_error("the server hung up");
            peer.missing -= size;
            if (peer.missing > 0)
                continue;
            answered += now >= begin ? 1 : 0;
            peer.missing = expected;
            sendAll(peer.socket, plan.request);
        }
    }
    for (const Peer &peer : peers)
        ::close(peer.socket);
    ::close(poll);
    return double(answered) / std::chrono::duration<double>(plan.time).count();
}

IdleSockets::IdleSockets(quint16 port, const QByteArray &opening, int count)
{
    const auto begin = Clock::now();
    constexpr int batch = 200;
    while (m_opened < count) {
        const size_t first = m_sockets.size();
        for (int i = 0; i < batch && int(m_sockets.size()) < count; ++i) {
            m_sockets.push_back(connectTo(port));
            sendAll(m_sockets.back(), opening);
        }
        for (size_t i = first; i < m_sockets.size(); ++i, ++m_opened)
            readHead(m_sockets[i]);
    }
    m_seconds = std::chrono::duration<double>(Clock::now() - begin).count();
}

IdleSockets::~IdleSockets()
{
    for (const int socket : m_sockets)
        ::close(socket);
}

} // namespace tabletalk::bench
