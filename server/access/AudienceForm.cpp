// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/access/AudienceForm.h"

#include "core/base/Problem.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace tabletalk {

namespace {

constexpr size_t mostInAudience = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("Chat", text);
}

} // namespace

Audience checkedAudience(const QString &visibility, const std::optional<std::vector<UserId>> &users,
                         const std::optional<std::vector<TeamId>> &teams)
{
    const auto known = visibilityFromName(visibility);
    if (!known)
        throw Problem::invalid(u"params.visibility"_s, tr("expected private, team, organization, public or shared"));
    Audience audience{*known, {}, {}};
    const auto take = [](auto &list, const auto &given, const QString &path, const QString &missing) {
        list = given.value_or(std::remove_cvref_t<decltype(*given)>());
        std::sort(list.begin(), list.end());
        list.erase(std::ranges::unique(list).begin(), list.end());
        if (list.empty() || list.size() > mostInAudience)
            throw Problem::invalid(path, missing);
    };
    const auto refuse = [](const QString &path) {
        throw Problem::invalid(path, tr("does not go with that visibility"));
    };
    if (known != Visibility::Shared && users && !users->empty())
        refuse(u"params.userIds"_s);
    if (known != Visibility::Team && teams && !teams->empty())
        refuse(u"params.teamIds"_s);
    if (known == Visibility::Shared)
        take(audience.users, users, u"params.userIds"_s, tr("expected 1 to 200 people"));
    if (known == Visibility::Team)
        take(audience.teams, teams, u"params.teamIds"_s, tr("expected 1 to 200 teams"));
    return audience;
}

} // namespace tabletalk
