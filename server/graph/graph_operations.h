// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tabletalk {

class GraphService;
class Registry;

void addGraphOperations(Registry &registry, GraphService &graph);

} // namespace tabletalk
