// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace tabletalk {

class ModelHelp;
class ModelService;

} // namespace tabletalk

namespace tabletalk::composition {

struct Foundation;
struct Pools;

/// Language models: which of them an organisation asks, and how they help the analyst.
struct Models
{
    Models(const Foundation &foundation, const Pools &pools);
    ~Models();

    std::unique_ptr<ModelService> service;
    std::unique_ptr<ModelHelp> help;
};

} // namespace tabletalk::composition
