// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/connections/ConnectLayer.h"

#include <algorithm>
#include <array>

namespace tabletalk {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array layers = {ConnectLayer::Name,  ConnectLayer::Port,     ConnectLayer::Tls,
                               ConnectLayer::Login, ConnectLayer::Database, ConnectLayer::Grants};

QString pathOf(ConnectLayer layer)
{
    return u"connection."_s + layerName(layer);
}

} // namespace

QString layerName(ConnectLayer layer)
{
    switch (layer) {
    case ConnectLayer::Name:
        return u"name"_s;
    case ConnectLayer::Port:
        return u"port"_s;
    case ConnectLayer::Tls:
        return u"tls"_s;
    case ConnectLayer::Login:
        return u"login"_s;
    case ConnectLayer::Database:
        return u"database"_s;
    case ConnectLayer::Grants:
        break;
    }
    return u"grants"_s;
}

Problem layerProblem(ConnectLayer layer, ProblemCode code, const QString &detail, const QString &hint)
{
    Problem problem = Problem::of(code, detail, hint);
    problem.errors.push_back({pathOf(layer), detail});
    return problem;
}

std::unexpected<Problem> layerFailure(ConnectLayer layer, ProblemCode code, const QString &detail, const QString &hint)
{
    return std::unexpected(layerProblem(layer, code, detail, hint));
}

std::optional<ConnectLayer> layerOf(const Problem &problem)
{
    for (const FieldError &error : problem.errors) {
        const auto found = std::ranges::find(layers, error.path, pathOf);
        if (found != layers.end())
            return *found;
    }
    return std::nullopt;
}

} // namespace tabletalk
