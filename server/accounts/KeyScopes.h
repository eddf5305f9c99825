// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access/Access.h"
#include "server/accounts/AccountRules.h"

#include <QString>

#include <optional>
#include <vector>

namespace tabletalk::accounts {

using Scopes = std::optional<std::vector<Permission>>;

/// Reads the scopes that somebody wants to give to a key. What they may not do
/// themselves, and what is no permission, is an error at the scope's path.
Scopes readScopes(const std::optional<std::vector<QString>> &names, const Grants &grants, const QString &path,
                  Errors &errors);

/// How scopes are kept: names separated by spaces. Nothing for all.
std::optional<QString> textOfScopes(const Scopes &scopes);
/// A name that is no permission any more gives nothing.
Scopes scopesFromText(const std::optional<QString> &text);
std::optional<std::vector<QString>> namesOfScopes(const Scopes &scopes);

} // namespace tabletalk::accounts
