// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace tabletalk {

/// The numeric addresses by which others reach this computer now, IPv4 first; without loopback and link-local
/// ones, and those that the system gives up.
QStringList ownAddresses();

/// What this computer is called: its host name, with ".local" as multicast DNS has it, and in its domain.
QStringList ownHostNames();

} // namespace tabletalk
