// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/tenants/AccessWords.h"

#include <QCoreApplication>

namespace tabletalk {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Tenants", text);
}

} // namespace

QString accessRuleWords(AccessRule rule)
{
    switch (rule) {
    case AccessRule::RoleLacks:
        return tr("The role does not allow it.");
    case AccessRule::DeniedToMember:
        return tr("An administrator denied it to this person.");
    case AccessRule::RoleHolds:
        return tr("The role allows it.");
    case AccessRule::AllowedToMember:
        return tr("An administrator allowed it to this person.");
    case AccessRule::OwnThing:
        return tr("They made it.");
    case AccessRule::InTeam:
        return tr("It is shown to a team that they are in.");
    case AccessRule::InOrganization:
        return tr("It is shown to everybody in the organisation but guests.");
    case AccessRule::ShownToAll:
        return tr("It is shown to everybody.");
    case AccessRule::NamedPerson:
        return tr("It is shown to them by name.");
    case AccessRule::NotShown:
        return tr("It is not shown to them.");
    case AccessRule::NotOneOwned:
        return tr("Only the person who made it may change it.");
    }
    return {};
}

QString refusalWords(MembershipRefusal refusal)
{
    switch (refusal) {
    case MembershipRefusal::HigherRole:
        return tr("That is the business of people with a higher role than yours.");
    case MembershipRefusal::RoleAboveOwn:
        return tr("Nobody can give a role above their own.");
    case MembershipRefusal::NotHeld:
        return tr("Nobody can give a permission that they do not have themselves.");
    case MembershipRefusal::LastOwner:
        return tr("An organisation has an owner, always. Make somebody else an owner first.");
    case MembershipRefusal::OwnPermissions:
        return tr("Nobody changes their own permissions.");
    }
    return {};
}

} // namespace tabletalk
