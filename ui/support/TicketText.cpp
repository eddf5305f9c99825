// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/support/TicketText.h"

#include <QCoreApplication>

namespace tabletalk::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Support", text);
}

} // namespace

QString ticketStateText(const QString &state)
{
    if (state == u"open")
        return tr("waits for an answer");
    return state == u"answered" ? tr("answered") : tr("closed");
}

const char *ticketStateBadge(const QString &state)
{
    if (state == u"open")
        return "accent";
    return state == u"answered" ? "success" : "neutral";
}

QString markedSubject(const api::Ticket &ticket)
{
    return ticket.unread ? tr("● %1").arg(ticket.subject) : ticket.subject;
}

} // namespace tabletalk::ui
