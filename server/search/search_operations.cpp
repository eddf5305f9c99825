// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/search/search_operations.h"

#include "server/api/OperationForms.h"
#include "server/api/Registry.h"
#include "server/search/PassageSearch.h"

namespace tabletalk {

void addSearchOperations(Registry &registry, PassageSearch &search)
{
    OperationInfo query = reading("search.query", "workspaces/{workspaceId}/search",
                                  "Find passages of a workspace's documents, by words, by meaning or by both");
    query.method = HttpMethod::Post;
    query.rate = RateClass::Ask;
    registry.add<api::SearchRequest, api::SearchAnswer>(
        query, Permission::Ask, [&search](Call call, api::SearchRequest request) {
            return search.search(call.scope, Viewer::of(call.caller), std::move(request));
        });
}

} // namespace tabletalk
