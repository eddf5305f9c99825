// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace tabletalk::ui {

/// Whether the system seals data for the user who is signed in, with a key that it keeps itself (Windows does).
bool canSealForUser();

/// So that only this user on this machine can open it; nothing when the system refuses.
std::optional<QByteArray> sealedForUser(const QByteArray &plain);
std::optional<QByteArray> openedForUser(const QByteArray &sealed);

} // namespace tabletalk::ui
