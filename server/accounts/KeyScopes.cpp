// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/accounts/KeyScopes.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace tabletalk::accounts {

namespace {

std::optional<Permission> permissionNamed(const QString &name)
{
    const auto &all = allPermissions();
    const auto found = std::ranges::find(all, name, permissionName);
    return found == all.end() ? std::nullopt : std::optional(*found);
}

} // namespace

Scopes readScopes(const std::optional<std::vector<QString>> &names, const Grants &grants, const QString &path,
                  Errors &errors)
{
    if (!names)
        return std::nullopt;
    if (names->empty() || names->size() > allPermissions().size()) {
        errors.push_back({path, QCoreApplication::translate("Accounts", "expected some permissions")});
        return std::nullopt;
    }
    std::vector<Permission> scopes;
    for (size_t i = 0; i < names->size(); ++i) {
        const auto permission = permissionNamed(names->at(i));
        const QString at = path + u'[' + QString::number(i) + u']';
        if (!permission)
            errors.push_back({at, QCoreApplication::translate("Accounts", "no permission has that name")});
        else if (!allows(grants, *permission))
            errors.push_back({at, QCoreApplication::translate("Accounts", "you may not do that yourself")});
        else if (std::ranges::find(scopes, *permission) == scopes.end())
            scopes.push_back(*permission);
    }
    return scopes;
}

std::optional<QString> textOfScopes(const Scopes &scopes)
{
    if (!scopes)
        return std::nullopt;
    QStringList names;
    for (const Permission permission : *scopes)
        names << permissionName(permission);
    return names.join(u' ');
}

Scopes scopesFromText(const std::optional<QString> &text)
{
    if (!text)
        return std::nullopt;
    std::vector<Permission> scopes;
    for (const QString &name : text->split(u' ', Qt::SkipEmptyParts)) {
        if (const auto permission = permissionNamed(name))
            scopes.push_back(*permission);
    }
    return scopes;
}

std::optional<std::vector<QString>> namesOfScopes(const Scopes &scopes)
{
    if (!scopes)
        return std::nullopt;
    std::vector<QString> names;
    for (const Permission permission : *scopes)
        names.push_back(permissionName(permission));
    return names;
}

} // namespace tabletalk::accounts
