// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/Access.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tabletalk {

namespace {

constexpr std::array<std::pair<Visibility, const char *>, 5> visibilityNames = {
    {{Visibility::Private, "private"},
     {Visibility::Team, "team"},
     {Visibility::Organization, "organization"},
     {Visibility::Public, "public"},
     {Visibility::Shared, "shared"}}};

constexpr std::array<const char *, 11> ruleNames = {
    "role_lacks",      "denied_to_member", "role_holds",   "allowed_to_member", "own_thing", "in_team",
    "in_organization", "shown_to_all",     "named_person", "not_shown",         "not_own"};

AccessDecision decidePermission(const Grants &grants, Permission permission)
{
    if (grants.denied.contains(permission))
        return {false, AccessRule::DeniedToMember};
    if (allows(grants.role, permission))
        return {true, AccessRule::RoleHolds};
    if (grants.allowed.contains(permission))
        return {true, AccessRule::AllowedToMember};
    return {false, AccessRule::RoleLacks};
}

AccessDecision decideSight(Role role, Visibility visibility, const Relation &relation)
{
    constexpr AccessDecision hidden{false, AccessRule::NotShown};
    if (relation.owns)
        return {true, AccessRule::OwnThing};
    switch (visibility) {
    case Visibility::Private:
        return hidden;
    case Visibility::Team:
        return relation.inTeam ? AccessDecision{true, AccessRule::InTeam} : hidden;
    case Visibility::Organization:
        return role != Role::Guest ? AccessDecision{true, AccessRule::InOrganization} : hidden;
    case Visibility::Public:
        return {true, AccessRule::ShownToAll};
    case Visibility::Shared:
        return relation.named ? AccessDecision{true, AccessRule::NamedPerson} : hidden;
    }
    return hidden;
}

} // namespace

AccessDecision decide(const AccessQuestion &question)
{
    const AccessDecision permitted = decidePermission(question.grants, question.permission);
    if (!permitted.allowed || !question.visibility)
        return permitted;
    const AccessDecision seen = decideSight(question.grants.role, *question.visibility, question.relation);
    if (seen.allowed && question.action == Action::Change && !question.relation.owns)
        return {false, AccessRule::NotOneOwned};
    return seen;
}

const std::vector<Visibility> &allVisibilities()
{
    static const std::vector<Visibility> all = [] {
        std::vector<Visibility> list;
        for (const auto &[visibility, name] : visibilityNames)
            list.push_back(visibility);
        return list;
    }();
    return all;
}

QString visibilityName(Visibility visibility)
{
    return QString::fromLatin1(visibilityNames[static_cast<size_t>(visibility)].second);
}

std::optional<Visibility> visibilityFromName(QStringView name)
{
    const auto found =
        std::ranges::find_if(visibilityNames, [&](const auto &row) { return name == QLatin1StringView(row.second); });
    return found == visibilityNames.end() ? std::nullopt : std::optional(found->first);
}

QString accessRuleName(AccessRule rule)
{
    return QString::fromLatin1(ruleNames[static_cast<size_t>(rule)]);
}

} // namespace tabletalk
