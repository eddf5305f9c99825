// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

namespace tabletalk::reader {

/// What a Word document says of its styles: which are headings, in whatever language it was written.
class DocxStyles
{
public:
    DocxStyles() = default;
    explicit DocxStyles(const QByteArray &xml);

    /// From 1; 0 for what is no heading.
    int headingLevel(const QString &styleId) const;

private:
    QHash<QString, int> m_levels;
};

} // namespace tabletalk::reader
