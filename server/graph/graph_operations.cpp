// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/graph/graph_operations.h"

#include "server/api/OperationForms.h"
#include "server/api/Registry.h"
#include "server/graph/GraphService.h"

namespace tabletalk {

void addGraphOperations(Registry &registry, GraphService &graph)
{
    registry.add<api::GraphSearchRequest, api::GraphEntityList>(
        reading("graph.search", "workspaces/{workspaceId}/graph", "Find names that the documents of a workspace have"),
        Permission::Ask, [&graph](Call call, api::GraphSearchRequest request) {
            return graph.search(std::move(call), std::move(request));
        });
    registry.add<api::GraphEntityRequest, api::GraphEntityDetail>(
        reading("graph.entity", "workspaces/{workspaceId}/graph/entities/{id}",
                "Read what the documents say of a name, sentence by sentence"),
        Permission::Ask,
        [&graph](Call call, api::GraphEntityRequest request) { return graph.entity(std::move(call), request); });
    registry.add<api::GraphNeighboursRequest, api::GraphNeighbours>(
        reading("graph.neighbours", "workspaces/{workspaceId}/graph/entities/{id}/neighbours",
                "List what a name is related to"),
        Permission::Ask, [&graph](Call call, api::GraphNeighboursRequest request) {
            return graph.neighbours(std::move(call), std::move(request));
        });
    registry.add<api::GraphPathRequest, api::GraphPath>(
        reading("graph.path", "workspaces/{workspaceId}/graph/path", "Find how two names are connected"),
        Permission::Ask,
        [&graph](Call call, api::GraphPathRequest request) { return graph.path(std::move(call), request); });
}

} // namespace tabletalk
