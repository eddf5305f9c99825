// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class ConnectionService;
class OnboardingService;
class Registry;

/// databases.*
void addConnectionOperations(Registry &registry, ConnectionService &connections, OnboardingService &onboarding);

} // namespace tabletalk
