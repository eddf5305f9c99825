// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/graph/GraphStore.h"

namespace tabletalk {

/// The names of the graph that a question or a search has, however they are written there; where
/// it has none in full, those that have one of its words. In order of the text, each once.
std::vector<api::GraphEntity> namesInQuery(GraphStore &store, WorkspaceId workspace, const QString &query, size_t most);

} // namespace tabletalk
