// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class Registry;
class UsageFollowers;
class UsageService;

/// usage.today, usage.summary, usage.daily
void addUsageOperations(Registry &registry, UsageService &usage, UsageFollowers &followers);

} // namespace tabletalk
