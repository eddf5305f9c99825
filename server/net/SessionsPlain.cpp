// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/ClientAddress.h"
#include "server/net/HttpSession.h"

namespace tabletalk {

void servePlain(ServerCore &core, const HttpFaces &faces, IoThread &thread, IoThread::Socket socket, Visit visit)
{
    boost::system::error_code failed;
    const auto peer = socket.remote_endpoint(failed);
    if (failed)
        return; // gone already
    const auto address = peerAddress(peer.address());
    auto session =
        std::make_shared<HttpSession<PlainStream>>(core, faces, thread, PlainStream(std::move(socket)),
                                                   address.to_string(), address.is_loopback(), std::move(visit));
    auto serve = [](std::shared_ptr<HttpSession<PlainStream>> self) -> Awaitable<void> { co_await self->run(); };
    boost::asio::co_spawn(thread.executor(), serve(std::move(session)), boost::asio::detached);
}

} // namespace tabletalk
