// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/policy/ManagedPolicy.h"

namespace tabletalk {

/// The policy of this computer: /etc/tabletalk/policy.json, on Windows HKEY_LOCAL_MACHINE\Software\Policies\Tabletalk,
/// on macOS the managed preferences of org.tabletalk.Tabletalk. Neither an option nor the environment leads elsewhere:
/// what people could choose would be no policy. An empty policy where there is none.
ManagedPolicy machinePolicy();

/// A policy from a file. It and its folder have to belong to that user, and nobody else may be able to write them; else
/// the strictest holds, as it does for what cannot be read.
ManagedPolicy policyOfFile(const QString &path, unsigned int owner);

} // namespace tabletalk
