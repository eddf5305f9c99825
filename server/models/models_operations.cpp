// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/models/models_operations.h"

#include "server/api/Registry.h"
#include "server/models/ModelService.h"

namespace tabletalk {

static void addSettings(Registry &registry, ModelService &models)
{
    registry.add<api::Empty, api::ModelSettings>(
        {.name = "model.read",
         .path = "tenant/model",
         .summary = "Which language model helps the organization, and on what terms"},
        Permission::ReadOrganization, [&models](Call call, api::Empty) { return models.read(std::move(call)); });

    registry.add<api::UpdateModelRequest, api::ModelSettings>(
        {.name = "model.update",
         .method = HttpMethod::Put,
         .path = "tenant/model",
         .summary = "Choose the language model; what is absent stays",
         .rate = RateClass::Write,
         .audit = AuditRule::Always},
        Permission::ManageOrganization, [&models](Call call, api::UpdateModelRequest request) {
            return models.update(std::move(call), std::move(request));
        });

    registry.add<api::ModelKeyRequest, api::ModelSettings>(
        {.name = "model.saveKey",
         .method = HttpMethod::Put,
         .path = "tenant/model/key",
         .summary = "Keep the organization's key for its model, or take it away; it is never told again",
         .rate = RateClass::Write,
         .audit = AuditRule::Always},
        Permission::ManageOrganization, [&models](Call call, api::ModelKeyRequest request) {
            return models.saveKey(std::move(call), std::move(request), false);
        });

    registry.add<api::ModelKeyRequest, api::ModelSettings>(
        {.name = "model.saveOwnKey",
         .method = HttpMethod::Put,
         .path = "auth/me/model-key",
         .summary = "Keep a key of one's own for the organization's model, or take it away",
         .rate = RateClass::Write,
         .audit = AuditRule::Always},
        Permission::OwnAccount, [&models](Call call, api::ModelKeyRequest request) {
            return models.saveKey(std::move(call), std::move(request), true);
        });
}

void addModelOperations(Registry &registry, ModelService &models)
{
    addSettings(registry, models);

    registry.add<api::Empty, api::ModelCheck>(
        {.name = "model.check",
         .method = HttpMethod::Post,
         .path = "tenant/model/check",
         .summary = "Try the set-up part by part, and say what to do where it does not work",
         .rate = RateClass::Ask},
        Permission::ManageOrganization, [&models](Call call, api::Empty) { return models.check(std::move(call)); });

    registry.add<api::Empty, api::LocalModelServerList>(
        {.name = "model.findLocal",
         .path = "tenant/model/local",
         .summary = "Model servers on the server's own machine",
         .rate = RateClass::Ask},
        Permission::ManageOrganization, [&models](Call call, api::Empty) { return models.findLocal(std::move(call)); });

    registry.add<api::ListRequest, api::OutboundList>(
        {.name = "model.listOutbound",
         .path = "tenant/outbound",
         .summary = "What left the server for the organisation's answers, newest first: hosts, tables, values, bytes"},
        Permission::ManageOrganization, [&models](Call call, api::ListRequest request) {
            return models.listOutbound(std::move(call), std::move(request));
        });

    registry.add<api::OutboundRequest, api::OutboundRecordList>(
        {.name = "messages.outbound",
         .path = "messages/{messageId}/outbound",
         .summary = "What left the server for an answer: prompt, tables, values, bytes, host and cost"},
        Permission::Ask,
        [&models](Call call, api::OutboundRequest request) { return models.outboundOf(std::move(call), request); });
}

} // namespace tabletalk
