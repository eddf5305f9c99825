// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

namespace tabletalk::ui {

class ActionRegistry;
class DatabaseCatalog;
class Messages;
class Navigator;
class SecretStore;
class Servers;
class Session;
class Theme;
class Transport;
class Workspaces;

/// What panels work with. Passed in; everything outlives every panel.
struct WindowContext
{
    Session &session;
    DatabaseCatalog &catalog;
    Servers &servers;
    SecretStore &secrets;
    Theme &theme;
    Messages &messages;
    Navigator &navigator;
    ActionRegistry &actions;
    /// Makes a transport for a server that is being tried before the window goes there.
    std::function<std::unique_ptr<Transport>()> makeTransport;
    Workspaces &workspaces;
};

} // namespace tabletalk::ui
