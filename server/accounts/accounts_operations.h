// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class AccountService;
class Registry;

/// auth.*, apiKeys.*
void addAccountOperations(Registry &registry, AccountService &accounts);

} // namespace tabletalk
