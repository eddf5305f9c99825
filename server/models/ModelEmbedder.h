// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/search/ProviderEmbedder.h"

namespace tabletalk {

class ModelService;

/// The model that an organisation chose to make vectors for search, with the organisation's key. Thread-safe.
class ModelEmbedder final : public ProviderEmbedder
{
public:
    explicit ModelEmbedder(ModelService &models)
        : m_models(models)
    {}

    Awaitable<std::optional<QString>> chosen(TenantScope scope) override;
    Awaitable<Result<std::vector<std::vector<float>>>> embed(TenantScope scope, std::vector<QString> texts) override;

private:
    ModelService &m_models;
};

} // namespace tabletalk
