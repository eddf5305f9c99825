// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Accounts.h"
#include "core/base/Problem.h"

#include <vector>

namespace tabletalk::accounts {

/// One spelling for each mailbox: trimmed, lower case, compatibility forms folded.
QString normalizeEmail(const QString &email);

/// Letters and digits of the name in ASCII, joined by dashes: "Café Zürich" gives
/// "cafe-zurich". Empty when the name has none.
QString slugFrom(const QString &name);

/// What is wrong with a field, by the path it has in a request. Each adds at most one error.
using Errors = std::vector<FieldError>;
void checkEmail(const QString &normalized, const QString &path, Errors &errors);
void checkName(const QString &name, const QString &path, Errors &errors);
void checkSlug(const QString &slug, const QString &path, Errors &errors);
/// A new password: 10 to 256 characters, neither the mailbox nor the organisation in it, and
/// nothing that people who guess passwords try early.
void checkNewPassword(const QString &password, const api::User &user, const QString &organization, const QString &path,
                      Errors &errors);

/// Throws InvalidRequest with all errors when there are any.
void throwIfAny(Errors errors);

/// A password longer than any of ours is not worth hashing.
inline constexpr qsizetype longestPassword = 256;

} // namespace tabletalk::accounts
