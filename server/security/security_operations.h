// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class Registry;
class SecurityService;

/// security.*
void addSecurityOperations(Registry &registry, SecurityService &security);

} // namespace tabletalk
