// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class AccountService;
class MemberService;
class Registry;

/// users.update and what else changes members; teams.*, invitations.*
void addMemberOperations(Registry &registry, MemberService &members, AccountService &accounts);

} // namespace tabletalk
