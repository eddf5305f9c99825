// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/search/ProviderEmbedder.h"

namespace tabletalk {

class Clock;
class ModelService;

/// The model that an organisation chose to make vectors for search, with the organisation's key. Its use counts against
/// the month's tokens, and what left is written down as of any other model. Thread-safe.
class ModelEmbedder final : public ProviderEmbedder
{
public:
    ModelEmbedder(ModelService &models, const Clock &clock)
        : m_models(models)
        , m_clock(clock)
    {}

    Awaitable<std::optional<QString>> chosen(TenantScope scope) override;
    Awaitable<Result<std::vector<std::vector<float>>>> embed(TenantScope scope, std::vector<QString> texts) override;

private:
    ModelService &m_models;
    const Clock &m_clock;
};

} // namespace tabletalk
