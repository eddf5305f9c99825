// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/Secret.h"
#include "core/model/Protocol.h"
#include "server/base/Async.h"
#include "server/outbound/HttpClient.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace tabletalk {

/// Which model is asked, and with whose key.
struct ModelTarget
{
    model::Endpoint endpoint;
    QString model;
    std::shared_ptr<const Secret> key; ///< null for servers that want none
    OnBehalfOf onBehalfOf = OnBehalfOf::Tenant;
};

/// An answer, and what the asking of it came to.
struct ModelAnswer
{
    model::Completion completion;
    QString host;
    QString address;
    qint64 bytesSent = 0;
    qint64 bytesReceived = 0;
};

/// Vectors, one for each text, and what the asking of them came to.
struct ModelVectors
{
    std::vector<std::vector<float>> vectors;
    QString address;
    qint64 bytesSent = 0;
    qint64 bytesReceived = 0;
};

/// Asks models over HTTP in the words of their providers. Holds no thread while it waits.
class ModelCaller
{
public:
    explicit ModelCaller(HttpClient &http)
        : m_http(http)
    {}

    /// onText is told the text as it comes, on a thread of the client. What fails is a Problem in
    /// which no key stands: ModelFailed, ModelKeyRefused, OutboundRefused, CannotConnect,
    /// RequestTimeout, Cancelled, Busy, Unavailable.
    Awaitable<Result<ModelAnswer>> ask(ModelTarget target, model::ChatRequest request, std::stop_token stop = {},
                                       std::function<void(const QString &)> onText = {});

    /// The names of the models that a server has.
    Awaitable<Result<std::vector<QString>>> models(ModelTarget target, std::stop_token stop = {});

    /// A vector for each text; InvalidRequest where the provider has none.
    Awaitable<Result<ModelVectors>> embed(ModelTarget target, std::vector<QString> texts, std::stop_token stop = {});

private:
    Awaitable<Result<WebAnswer>> fetch(const ModelTarget &target, model::WireRequest wire, std::stop_token stop);

    HttpClient &m_http;
};

} // namespace tabletalk
