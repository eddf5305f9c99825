// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/net/ClientAddress.h"
#include "server/net/HttpSession.h"

#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket/ssl.hpp>

namespace tabletalk {

using TlsStream = boost::beast::ssl_stream<PlainStream>;

void serveTls(ServerCore &core, const HttpFaces &faces, IoThread &thread, IoThread::Socket socket, Visit visit)
{
    boost::system::error_code failed;
    const auto peer = socket.remote_endpoint(failed);
    if (failed)
        return; // gone already
    const auto address = peerAddress(peer.address());
    auto &tls = *visit.listener()->tls();
    auto session =
        std::make_shared<HttpSession<TlsStream>>(core, faces, thread, TlsStream(PlainStream(std::move(socket)), tls),
                                                 address.to_string(), address.is_loopback(), std::move(visit));
    auto serve = [](std::shared_ptr<HttpSession<TlsStream>> self,
                    std::chrono::milliseconds handshakeTime) -> Awaitable<void> {
        boost::beast::get_lowest_layer(self->stream()).expires_after(handshakeTime);
        auto [refused] = co_await self->stream().async_handshake(boost::asio::ssl::stream_base::server,
                                                                 boost::asio::as_tuple(boost::asio::use_awaitable));
        if (!refused)
            co_await self->run();
    };
    boost::asio::co_spawn(thread.executor(), serve(std::move(session), core.options.limits.headerTime),
                          boost::asio::detached);
}

} // namespace tabletalk
