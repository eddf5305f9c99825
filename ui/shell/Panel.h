// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access/Policy.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

class QWidget;

namespace tabletalk::ui {

struct WindowContext;

/// What a panel is for; the rail shows one after the other.
enum class PanelGroup { Ask, Data, Knowledge, Automation, Organization, Platform };

/// One place in the window. The widget is made when it is first shown.
class Panel
{
public:
    virtual ~Panel() = default;
    virtual QString id() const = 0;    ///< stable, e.g. "chat"
    virtual QString title() const = 0; ///< for the rail
    virtual QString iconName() const = 0;
    /// What the signed-in person must be allowed to do to see it; nothing: everybody.
    virtual std::optional<Permission> permission() const { return {}; }
    /// What the server must know for it to be of use; empty: nothing in particular.
    virtual QString operation() const { return {}; }
    /// For those alone who operate the server.
    virtual bool forOperators() const { return false; }
    virtual PanelGroup group() const = 0;
    /// Further words by which it is found, separated by spaces.
    virtual QString keywords() const { return {}; }
    /// The chapter of a guide that is about it, e.g. "user-guide#asking".
    virtual QString helpPlace() const = 0;
    /// Shown at the foot of the rail, apart from daily work.
    virtual bool atBottom() const { return false; }
    virtual QWidget *createWidget(WindowContext &context, QWidget *parent) const = 0;
};

/// The panels of a window in the order of the rail. Made by the composition.
class PanelRegistry
{
public:
    void add(std::unique_ptr<Panel> panel) { m_panels.push_back(std::move(panel)); }
    const std::vector<std::unique_ptr<Panel>> &panels() const { return m_panels; }

private:
    std::vector<std::unique_ptr<Panel>> m_panels;
};

/// The panels that Tabletalk comes with.
PanelRegistry standardPanels();

} // namespace tabletalk::ui
