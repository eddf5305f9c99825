// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/MemberMail.h"

#include <QCoreApplication>

namespace tabletalk {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Tenants", text);
}

} // namespace

Mail invitationMail(const api::CreatedInvitation &created, const QString &organization)
{
    const api::Invitation &invitation = created.invitation;
    return {invitation.email.value_or(QString()), tr("You are invited to an organisation on Tabletalk"),
            tr("You are invited to join the organisation \"%1\" on Tabletalk.\n\n"
               "Join here, once, until %2 (UTC):\n%3\n\n"
               "If you did not expect this, there is nothing to do.\n")
                .arg(organization, invitation.expiresAt.toRfc3339().left(16).replace(u'T', u' '), created.link)};
}

Mail welcomeMail(const api::CreatedMember &member, const QString &organization)
{
    return {member.email, tr("Your Tabletalk account"),
            tr("An account was made for you in the organisation \"%1\" on Tabletalk.\n\n"
               "Choose your password here, within a day:\n%2\n\n"
               "You sign in with this e-mail address.\n")
                .arg(organization, member.passwordLink.value_or(QString()))};
}

} // namespace tabletalk
