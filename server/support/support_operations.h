// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class Registry;
class SupportService;

/// tickets.… of organisations, and admin.… for those who answer
void addSupportOperations(Registry &registry, SupportService &support);

} // namespace tabletalk
