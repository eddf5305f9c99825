// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Support.h"

namespace tabletalk::ui {

/// "waits for an answer", to whoever asked.
QString ticketStateText(const QString &state);
const char *ticketStateBadge(const QString &state);
/// The subject, with a mark where there is something unread.
QString markedSubject(const api::Ticket &ticket);

} // namespace tabletalk::ui
