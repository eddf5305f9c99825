// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace tabletalk {

class AgentChat;
class AgentMemory;
class AgentRunner;
class AgentService;
class DatabasesTool;
class ToolBox;
class ToolService;

} // namespace tabletalk

namespace tabletalk::composition {

struct Answers;
struct Backbone;
struct Databases;
struct Foundation;
struct Knowledge;
struct Models;
struct Pools;
struct Trade;

/// Agents with their tools and memory, and the same tools for other programs' assistants.
struct Agents
{
    struct Uses
    {
        const Foundation &foundation;
        const Pools &pools;
        const Backbone &backbone;
        const Trade &trade;
        const Databases &databases;
        const Models &models;
        const Answers &answers;
        const Knowledge &knowledge;
    };
    explicit Agents(const Uses &uses);
    ~Agents();

    std::unique_ptr<AgentMemory> memory;
    std::unique_ptr<ToolBox> toolBox;
    std::unique_ptr<AgentService> agents;
    std::unique_ptr<AgentRunner> runner;
    std::unique_ptr<AgentChat> chat;
    std::unique_ptr<DatabasesTool> databasesTool;
    std::unique_ptr<ToolService> tools;

private:
    void fillToolBox(const Uses &uses);
    void offerTools(const Uses &uses);
};

} // namespace tabletalk::composition
