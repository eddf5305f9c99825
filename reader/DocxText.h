// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reader/DocxStyles.h"

#include <QString>
#include <QStringList>

#include <vector>

class QXmlStreamReader;

namespace tabletalk::reader {

class SectionWriter;

/// Takes the elements of a document's main part as they come.
class DocxText
{
public:
    DocxText(const DocxStyles &styles, SectionWriter &out)
        : m_styles(styles)
        , m_out(out)
    {}

    void start(const QXmlStreamReader &reader);
    void text(QStringView characters);
    void end(QStringView name);

private:
    struct Table
    {
        QStringList names; ///< of the columns, where the first row is marked as their heading
        QStringList cells; ///< of this row so far
        QString cell;
        int rows = 0;
        bool isHeading = false; ///< this row
    };

    void startParagraph();
    void endParagraph();
    void endRow();
    void property(const QXmlStreamReader &reader);

    const DocxStyles &m_styles;
    SectionWriter &m_out;
    std::vector<Table> m_tables; ///< one in the other
    QString m_paragraph;
    int m_heading = 0;
    int m_outside = 0; ///< within what is there for old programs a second time
    bool m_item = false;
    bool m_lastWasItem = false;
    bool m_inText = false;
    bool m_hiddenRun = false;
};

} // namespace tabletalk::reader
