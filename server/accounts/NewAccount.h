// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Accounts.h"
#include "core/base/Instant.h"
#include "core/base/Problem.h"

#include <QString>

#include <optional>

namespace tabletalk {

class Transaction;

/// What a registration needs, checked and normalised.
struct NewAccount
{
    QString email;
    QString fullName;
    QString organization;
    std::optional<QString> slug;
    QString passwordHash;
};

/// Throws InvalidRequest with all that is wrong. The password is still to be hashed.
NewAccount checked(const api::RegisterRequest &request);

/// Runs in the writer, one after another: what is looked up stays true until it is stored.
/// Throws Conflict where the address has an account.
UserId insertAccount(Transaction &transaction, const NewAccount &account, Instant now);

Problem emailTaken();

} // namespace tabletalk
