// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/api/Models.h"
#include "server/models/ModelCaller.h"

namespace tabletalk {

/// Tries a model's set-up part by part: name, connection, key, model, streaming, structure, and where a model for
/// vectors was chosen, how long those are.
Awaitable<api::ModelCheck> checkModel(ModelCaller &caller, ModelTarget target, QString embeddingModel, bool airGapped);

/// Ollama, LM Studio, llama.cpp and vLLM at the ports where they listen by default.
Awaitable<std::vector<api::LocalModelServer>> localModelServers(ModelCaller &caller);

} // namespace tabletalk
