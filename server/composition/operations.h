// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {
class Registry;
}

namespace tabletalk::composition {

struct ServerParts;

/// All that the server can do. The parts outlive the registry.
void declareOperations(Registry &registry, const ServerParts &parts);

} // namespace tabletalk::composition
