// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Problem.h"

#include <QUrl>

namespace tabletalk::ui {

/// What people type or paste as a server, made into the address of its WebSocket:
/// "example.org", "http://10.0.0.5:8765", "wss://example.org/rpc" -> ws(s)://host:port/rpc.
/// Without a scheme it is ws on loopback and private networks, else wss.
Result<QUrl> serverAddress(const QString &typed);

} // namespace tabletalk::ui
