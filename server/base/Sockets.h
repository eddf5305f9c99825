// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace tabletalk {

/// Waits until something can be read from a socket, at most so long.
void waitForInput(qintptr socket, int milliseconds);

/// Bytes that arrived at a socket and were not read yet; 0 when the system does not tell.
qint64 bytesWaiting(qintptr socket);

/// A new socket that no child inherits; -1 when there is none to be had.
qintptr openSocket(int family, int type, int protocol);

} // namespace tabletalk
