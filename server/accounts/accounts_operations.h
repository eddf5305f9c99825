// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class AccountService;
class PasswordResetService;
class Registry;

/// auth.*, apiKeys.*, users.makeResetLink
void addAccountOperations(Registry &registry, AccountService &accounts, PasswordResetService &resets);

} // namespace tabletalk
