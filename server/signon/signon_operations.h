// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class Registry;
class SignOnFlow;
class SignOnSettings;

/// signOn.*
void addSignOnOperations(Registry &registry, SignOnSettings &settings, SignOnFlow &flow);

} // namespace tabletalk
