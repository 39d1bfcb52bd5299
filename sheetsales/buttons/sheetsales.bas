' The buttons of sheetsales. A click writes a job folder with a copy of the open workbook, lets Python work on the
' copy, and applies the list of changes that Python answers with to the open workbook. No file is ever replaced.
'
' Written into the workbook by "sheetsales buttons add"; change it there and "buttons repair" puts it back.
' It runs in Excel, in WPS with VBA and in LibreOffice: so there is no Declare, no Option Explicit (ThisComponent is
' LibreOffice's own), no #If that LibreOffice would run into, and every text is ASCII, the rest written as \uXXXX.

Private Const LANGUAGE = "en"
Private Const FIRST_ANSWER = 12
Private Const LONGEST_RUN = 300
Private Const LONG_TEXT = 8000

Private running As Boolean
Private cancelled As Boolean
Private job As String
Private lines() As String
Private lineCount As Long
Private at As Long
Private texts() As String
Private hasTabs As Boolean
Private ops() As Variant
Private opCount As Long
Private doneOps As Long

'{{SUBS}}

' -- a click, from beginning to end

Private Sub RunButton(button As String)
    Dim nonce As String, message As String
    If running Then
        If MsgBox(T("上一次还在运行。要停下来吗？", "The last click is still running. Stop it?"), 4 + 32, "sheetsales") = 6 Then cancelled = True
        Exit Sub
    End If
    running = True
    cancelled = False
    job = ""
    On Error GoTo Failed
    If ThisWorkbook.Path = "" Then
        message = T("工作簿还没有保存过。请先保存，再点一次。", "This workbook has never been saved. Save it, then click again.")
        GoTo Finish
    End If
    ShowStatus T("正在准备……", "Preparing ...")
    nonce = NewNonce()
    job = NewJobFolder(nonce)
    WriteSnapshotAndRequest button, nonce
    message = StartAndWait()
    If message <> "" Then GoTo Finish
    ShowStatus T("正在写入结果……", "Writing the results ...")
    message = ReadAnswer(nonce)
    If message = "" Then message = ApplyAnswer()
Finish:
    running = False
    ShowStatus ""
    If job <> "" Then WriteText "said.txt", Escaped(message)
    MsgBox message, 64, "sheetsales"
    Exit Sub
Failed:
    message = T("没有做完：", "This was not finished: ") & Err.Description & " (" & Err.Number & ")" & Chr(10) & T("工作簿没有动。记录在：", "The workbook is as it was. See: ") & job
    Resume Finish
End Sub

Private Sub ShowStatus(text As String)
    On Error Resume Next
    If text = "" Then
        Application.StatusBar = False
    Else
        Application.StatusBar = text
    End If
    DoEvents
End Sub

' -- the job folder

Private Function HomeFolder() As String
    If Environ("SHEETSALES_HOME") <> "" Then
        HomeFolder = Environ("SHEETSALES_HOME")
    ElseIf Application.PathSeparator = "\" Then
        HomeFolder = Environ("LOCALAPPDATA") & "\sheetsales"
    Else
        HomeFolder = Environ("HOME") & "/.config/sheetsales"
    End If
End Function

Private Function NewNonce() As String
    Dim i As Long, made As String
    Randomize
    For i = 1 To 8
        made = made & Right("000" & Hex(Int(Rnd * 65536)), 4)
    Next
    NewNonce = LCase(made)
End Function

Private Function NewJobFolder(nonce As String) As String
    Dim sep As String, folder As String
    sep = Application.PathSeparator
    folder = HomeFolder() & sep & "jobs" & sep & Year(Now) & Pad(Month(Now)) & Pad(Day(Now)) & "-" & Pad(Hour(Now)) & Pad(Minute(Now)) & Pad(Second(Now)) & "-" & Left(nonce, 8)
    MakeFolders folder
    NewJobFolder = folder & sep
End Function

Private Function Pad(number As Long) As String
    Pad = Right("0" & number, 2)
End Function

Private Sub MakeFolders(folder As String)
    Dim parts, i As Long, path As String, sep As String
    sep = Application.PathSeparator
    parts = Split(folder, sep)
    path = parts(0)
    For i = 1 To UBound(parts)
        path = path & sep & parts(i)
        If i < UBound(parts) Then
            MakeFolderQuietly path
        Else
            MkDir path
        End If
    Next
End Sub

Private Sub MakeFolderQuietly(path As String)
    On Error Resume Next
    MkDir path
End Sub

Private Sub WriteSnapshotAndRequest(button As String, nonce As String)
    Dim snapshot As String, host As String, f As Integer
    host = "Excel"
    If InLibreOffice() Then host = "LibreOffice"
    snapshot = "snapshot.xlsx"
    If InLibreOffice() Then
        StoreCopy job & snapshot
    Else
        snapshot = "snapshot" & Mid(ThisWorkbook.Name, InStrRev(ThisWorkbook.Name, "."))
        ThisWorkbook.SaveCopyAs job & snapshot
    End If
    f = FreeFile
    Open job & "request.tmp" For Output As #f
    Print #f, "sheetsales 1"
    Print #f, "nonce=" & nonce
    Print #f, "button=" & button
    Print #f, "book=" & Escaped(ThisWorkbook.Name)
    Print #f, "folder=" & Escaped(ThisWorkbook.Path)
    Print #f, "snapshot=" & Escaped(snapshot)
    Print #f, "language=" & LANGUAGE
    Print #f, "host=" & host
    Print #f, "end=" & nonce
    Close #f
    Name job & "request.tmp" As job & "request.txt"
End Sub

Private Function InLibreOffice() As Boolean
    InLibreOffice = Val(Application.Version) < 12
End Function

Private Sub StoreCopy(path As String)
    Dim known, i As Long, arguments(0)
    known = ThisComponent.getArgs()
    For i = LBound(known) To UBound(known)
        If known(i).Name = "FilterName" Then arguments(0) = known(i)
    Next
    arguments(0).Value = "Calc MS Excel 2007 XML"
    ThisComponent.storeToURL FileUrl(path), arguments
End Sub

Private Function FileUrl(path As String) As String
    Dim i As Long, c As String, made As String
    For i = 1 To Len(path)
        c = Mid(path, i, 1)
        If c = "\" Then c = "/"
        If InStr(" %#?&+;[]{}^`|<>""", c) > 0 Then c = "%" & Right("0" & Hex(Asc(c)), 2)
        made = made & c
    Next
    If Left(made, 1) <> "/" Then made = "/" & made
    FileUrl = "file://" & made
End Function

' -- Python: whoever watches the job folder, else the interpreter of the user's own configuration, else what is on the path

Private Function StartAndWait() As String
    Dim commands(2) As String, i As Long, found As String, before As Double
    before = LastBeat()
    If (Now - before) * 86400 < 10 Then
        If Waited(5, False) Then GoTo Answered
        If LastBeat() > before And Not cancelled Then
            If Waited(15, False) Then GoTo Answered
        End If
    End If
    found = Configured("python")
    If found <> "" Then commands(0) = Quoted(found)
    If Application.PathSeparator = "\" Then
        commands(1) = "py -3"
        commands(2) = "python"
    Else
        commands(1) = "/usr/bin/env python3"
    End If
    For i = 0 To 2
        If commands(i) <> "" And Not cancelled Then
            If Launched(commands(i) & " -m sheetsales click " & Quoted(Left(job, Len(job) - 1))) Then
                If Waited(FirstAnswer(), False) Then GoTo Answered
            End If
        End If
    Next
    If cancelled Then GoTo Answered
    StartAndWait = T("找不到能用的 Python。请在命令行运行一次：", "No Python that works was found. Run this once in a terminal: ") & "sheetsales buttons install" & Chr(10) & T("或直接运行：", "or run the command itself: ") & "sheetsales check """ & ThisWorkbook.Name & """" & Chr(10) & T("工作簿没有动。记录在：", "The workbook is as it was. See: ") & job
    Exit Function
Answered:
    If cancelled Then
        WriteText "cancel.txt", "1"
        StartAndWait = T("已停止，工作簿没有动。", "Stopped. The workbook is as it was.")
    ElseIf Not Waited(LongestRun(), True) Then
        WriteText "cancel.txt", "1"
        If cancelled Then
            StartAndWait = T("已停止，工作簿没有动。", "Stopped. The workbook is as it was.")
        Else
            StartAndWait = T("等了太久还没有结果，已放弃；工作簿没有动。记录在：", "There was no result for too long, so this was given up; the workbook is as it was. See: ") & job
        End If
    End If
End Function

Private Function FirstAnswer() As Long
    FirstAnswer = FIRST_ANSWER
    If Val(Configured("first_answer")) > 0 Then FirstAnswer = Val(Configured("first_answer"))
End Function

Private Function LongestRun() As Long
    LongestRun = LONGEST_RUN
    If Val(Configured("longest_run")) > 0 Then LongestRun = Val(Configured("longest_run"))
End Function

' When the watcher last said that it lives; one that goes on saying so is only busy.
Private Function LastBeat() As Double
    On Error Resume Next
    LastBeat = 0
    If HasFile(HomeFolder() & Application.PathSeparator & "watcher.txt") Then
        LastBeat = CDbl(CDate(FileDateTime(HomeFolder() & Application.PathSeparator & "watcher.txt")))
    End If
End Function

Private Function Launched(command As String) As Boolean
    On Error GoTo Missing
    Dim shellObject
    If Application.PathSeparator = "\" And Not InLibreOffice() Then
        Set shellObject = CreateObject("WScript.Shell")
        shellObject.Run command, 0, False
    ElseIf Not InLibreOffice() Then
        RunAppleScript
    Else
        Shell command, 0
    End If
    Launched = True
    Exit Function
Missing:
    Launched = False
End Function

' Excel on Mac lets a macro start a program only through a script that "buttons install" has put in Excel's own
' folder. The script is given the job, never a command: it calls the Python that was kept, and nothing else.
Private Sub RunAppleScript()
#If Mac Then
    AppleScriptTask "sheetsales.applescript", "answerClick", Left(job, Len(job) - 1)
#End If
End Sub

Private Function Waited(seconds As Long, untilDone As Boolean) As Boolean
    Dim started As Double
    started = Now
    Do
        If HasFile(job & "done.txt") Then
            Waited = True
            Exit Function
        End If
        If HasFile(job & "progress.txt") Then
            If Not untilDone Then
                Waited = True
                Exit Function
            End If
            ShowStatus LastProgress()
        End If
        If cancelled Then Exit Function
        DoEvents
        If (Now - started) * 86400 > 3 Then Application.Wait Now + TimeSerial(0, 0, 1)
    Loop While (Now - started) * 86400 < seconds
End Function

Private Function HasFile(path As String) As Boolean
    On Error GoTo None
    HasFile = FileLen(path) > 0
    Exit Function
None:
    HasFile = False
End Function

Private Function LastProgress() As String
    Dim f As Integer, found As String
    On Error GoTo None
    f = FreeFile
    Open job & "progress.txt" For Input As #f
    Line Input #f, found
    Close #f
    LastProgress = U(found)
None:
End Function

Private Sub WriteText(name As String, text As String)
    Dim f As Integer
    On Error GoTo None
    f = FreeFile
    Open job & name For Output As #f
    Print #f, text
    Close #f
None:
End Sub

Private Function Configured(key As String) As String
    Dim f As Integer, found As String
    On Error GoTo None
    f = FreeFile
    Open HomeFolder() & Application.PathSeparator & "buttons.txt" For Input As #f
    Do Until EOF(f)
        Line Input #f, found
        If Left(found, Len(key) + 1) = key & "=" Then Configured = U(Mid(found, Len(key) + 2))
    Loop
    Close #f
None:
End Function

Private Function Quoted(text As String) As String
    Quoted = """" & text & """"
End Function

' -- the answer

' ReDim never stands in an If of one line: LibreOffice would empty the array whatever the condition.
Private Function ReadAnswer(nonce As String) As String
    Dim f As Integer, found As String, sum As Long, parts
    lineCount = 0
    ReDim lines(1023)
    f = FreeFile
    Open job & "done.txt" For Input As #f
    Do Until EOF(f)
        Line Input #f, found
        If Left(found, 4) = "end" & Chr(9) Then Exit Do
        If lineCount > UBound(lines) Then
            ReDim Preserve lines(2 * lineCount)
        End If
        lines(lineCount) = found
        sum = Summed(sum, found)
        lineCount = lineCount + 1
        found = ""
    Loop
    Close #f
    parts = Split(found, Chr(9))
    If UBound(parts) = 3 Then
        If parts(1) = nonce And parts(2) = CStr(lineCount) And parts(3) = CStr(sum) And lines(0) = "sheetsales 1" Then Exit Function
    End If
    ReadAnswer = T("收到的结果不完整，或不是给这次点击的，所以没有采用；工作簿没有动。请再点一次。记录在：", "The answer was cut short or is not for this click, so it was not used; the workbook is as it was. Click again. See: ") & job
End Function

Private Function Summed(before As Long, text As String) As Long
    Dim i As Long, sum As Long, pace As Long
    sum = (before * 31 + Len(text)) Mod 1000003
    pace = Len(text) \ 24 + 1
    For i = 1 To Len(text) Step pace
        sum = (sum * 31 + Asc(Mid(text, i, 1))) Mod 1000003
    Next
    Summed = sum
End Function

Private Function ApplyAnswer() As String
    Dim message As String, refusal As String
    ReadTexts
    message = Decoded(Mid(lines(at), 5))
    at = at + 1
    opCount = 0
    ReDim ops(63)
    Do While at < lineCount
        If opCount > UBound(ops) Then
            ReDim Preserve ops(2 * opCount)
        End If
        ops(opCount) = ReadOp()
        opCount = opCount + 1
    Loop
    If opCount > 0 Then refusal = Refused()
    If refusal = "" And opCount > 0 Then refusal = DoOps()
    If refusal <> "" Then
        ApplyAnswer = refusal
    Else
        If opCount > 0 Then WriteText "applied.txt", "1"
        ApplyAnswer = message
    End If
End Function

Private Sub ReadTexts()
    Dim count As Long, i As Long
    count = CLng(Mid(lines(1), 7))
    ReDim texts(count)
    hasTabs = False
    For i = 0 To count - 1
        texts(i) = U(lines(2 + i))
        If InStr(texts(i), Chr(9)) > 0 Then hasTabs = True
    Next
    at = 2 + count
End Sub

' An operation is an array: kind, sheet, row, column, rows, columns, and then what its kind needs.
Private Function ReadOp()
    Dim parts, made(12), i As Long
    parts = Split(lines(at), Chr(9))
    at = at + 1
    made(0) = parts(0)
    made(1) = Decoded(CStr(parts(1)))
    Select Case parts(0)
    Case "write"
        For i = 2 To 5
            made(i) = CLng(parts(i))
        Next
        made(6) = parts(6)
        made(7) = parts(7)
        If parts(6) = "held" Then made(8) = TakeRows(CLng(parts(4)))
        made(9) = TakeRows(CLng(parts(4)))
    Case "grow"
        For i = 2 To 6
            made(i) = CLng(parts(i))
        Next
        made(7) = Decoded(CStr(parts(7)))
    Case "sheet"
        made(2) = Decoded(CStr(parts(2)))
        made(3) = parts(3)
        made(4) = CLng(parts(4))
        made(5) = CLng(parts(5))
        made(6) = parts(6)
    Case "note"
        made(2) = CLng(parts(2))
        made(3) = CLng(parts(3))
        made(4) = Decoded(CStr(parts(4)))
    End Select
    ReadOp = made
End Function

Private Function TakeRows(count As Long)
    Dim made(), i As Long
    ReDim made(count - 1)
    For i = 0 To count - 1
        made(i) = lines(at + i)
    Next
    at = at + count
    TakeRows = made
End Function

' -- first everything is looked at; nothing is written where anything is in the way

Private Function Refused() As String
    Dim i As Long, op, added As String
    added = Chr(10)
    For i = 0 To opCount - 1
        op = ops(i)
        If op(0) = "sheet" Then
            If SheetIsThere(CStr(op(1))) Then
                Refused = T("已有工作表“", "There is a sheet already called ") & op(1) & T("”，没有写入。", ", so nothing was written.")
            End If
            added = added & op(1) & Chr(10)
        ElseIf InStr(added, Chr(10) & op(1) & Chr(10)) = 0 Then
            If Not SheetIsThere(CStr(op(1))) Then
                Refused = T("工作表“", "The sheet ") & op(1) & T("”不见了，没有写入。请再点一次。", " is gone, so nothing was written. Click again.")
            ElseIf IsLocked(op) Then
                Refused = T("工作表“", "The sheet ") & op(1) & T("”有保护，写不进去；没有写入。请先撤销工作表保护。", " is protected, so nothing was written. Unprotect it first.")
            ElseIf op(0) = "write" Then
                Refused = Changed(op)
            End If
        End If
        If Refused <> "" Then Exit Function
    Next
End Function

Private Function SheetIsThere(name As String) As Boolean
    Dim found
    On Error GoTo None
    Set found = ThisWorkbook.Worksheets(name)
    SheetIsThere = True
None:
End Function

Private Function IsLocked(op) As Boolean
    Dim sheet, area, locked
    Set sheet = ThisWorkbook.Worksheets(op(1))
    If Not sheet.ProtectContents Then Exit Function
    IsLocked = True
    If op(0) <> "write" Then Exit Function
    locked = AreaOf(op).Locked
    If Not IsNull(locked) Then IsLocked = CBool(locked)
End Function

Private Function AreaOf(op)
    Dim sheet
    Set sheet = ThisWorkbook.Worksheets(op(1))
    Set AreaOf = sheet.Range(sheet.Cells(op(2), op(3)), sheet.Cells(op(2) + op(4) - 1, op(3) + op(5) - 1))
End Function

Private Function LibreArea(op)
    Set LibreArea = ThisComponent.Sheets.getByName(op(1)).getCellRangeByPosition(op(3) - 1, op(2) - 1, op(3) + op(5) - 2, op(2) + op(4) - 2)
End Function

Private Function Changed(op) As String
    Dim r As Long, c As Long, now_, formulas, want As String, found, columns As Long, libre As Boolean, shown, formula, same As Boolean
    If op(6) = "any" Then Exit Function
    libre = InLibreOffice()
    columns = op(5)
    If op(6) = "blank" Then
        If IsBlank(op, libre) Then Exit Function
    End If
    If libre Then
        now_ = LibreArea(op).getDataArray()
        formulas = LibreArea(op).getFormulaArray()
    Else
        now_ = Square(AreaOf(op).Value2)
        formulas = Square(AreaOf(op).Formula)
    End If
    For r = 0 To op(4) - 1
        If op(6) = "held" Then found = CellsOf(CStr(op(8)(r)), columns)
        For c = 0 To columns - 1
            want = ""
            If op(6) = "held" Then want = found(c)
            If libre Then
                shown = now_(r)(c)
                formula = formulas(r)(c)
            Else
                shown = now_(r + 1, c + 1)
                formula = formulas(r + 1, c + 1)
            End If
            same = False
            If VarType(shown) = 8 And Left(want, 1) = "t" Then same = Mid(want, 2) = shown And formula = shown
            If Not same Then same = Holds(shown, formula, want)
            If Not same Then
                Changed = T("在运行的时候，“", "While this ran, ") & op(1) & "!" & CellName(op(2) + r, op(3) + c) & T("”被改过了，所以没有写入。请再点一次。", " was changed, so nothing was written. Click again.")
                Exit Function
            End If
        Next
    Next
End Function

Private Function IsBlank(op, libre As Boolean) As Boolean
    If libre Then
        IsBlank = LibreArea(op).queryContentCells(23).Count = 0
    Else
        IsBlank = Application.WorksheetFunction.CountA(AreaOf(op)) = 0
    End If
End Function

Private Function Square(values)
    Dim made(1 To 1, 1 To 1)
    If IsArray(values) Then
        Square = values
    Else
        made(1, 1) = values
        Square = made
    End If
End Function

Private Function CellName(row As Long, column As Long) As String
    Dim n As Long, letters As String
    n = column
    Do While n > 0
        letters = Chr(65 + (n - 1) Mod 26) & letters
        n = (n - 1) \ 26
    Loop
    CellName = letters & row
End Function

' What the snapshot held against what the cell shows now. "=" marks a formula, whose shown value is compared.
Private Function Holds(shown, formula, want As String) As Boolean
    Dim expected As String, kind As String, isFormula As Boolean
    expected = want
    If Left(expected, 1) = "=" Then
        isFormula = True
        expected = Mid(expected, 2)
    End If
    If isFormula <> LooksLikeFormula(formula, shown) Then Exit Function
    kind = Left(expected, 1)
    expected = Mid(expected, 2)
    If IsError(shown) Then
        Holds = kind = "e"
    ElseIf kind = "e" Then
        Holds = IsEmpty(shown) Or CStr(shown) = expected
    ElseIf kind = "" Then
        Holds = IsEmpty(shown)
        If Not Holds Then Holds = CStr(shown) = ""
    ElseIf kind = "t" Or kind = "q" Then
        Holds = SameText(CStr(shown), expected)
    ElseIf IsNumeric(shown) And VarType(shown) <> 8 Then
        Holds = SameNumber(CDbl(shown), Val(expected), kind)
    End If
End Function

Private Function LooksLikeFormula(formula, shown) As Boolean
    If Left(CStr(formula), 1) <> "=" Then Exit Function
    LooksLikeFormula = True
    If VarType(shown) = 8 Then LooksLikeFormula = CStr(shown) <> CStr(formula)
End Function

Private Function SameText(a As String, b As String) As Boolean
    SameText = a = b
    If Not SameText Then SameText = Replace(a, Chr(13), "") = Replace(b, Chr(13), "")
End Function

Private Function SameNumber(a As Double, b As Double, kind As String) As Boolean
    If kind = "b" Then
        SameNumber = Abs(a) = Abs(b)
    Else
        SameNumber = Abs(a - b) <= 0.000000001 * (Abs(a) + Abs(b)) + 0.000000000001
    End If
End Function

' -- then everything is done, and put back where something goes wrong half way

Private Function DoOps() As String
    Dim i As Long, calculation, problem As String
    On Error GoTo Failed
    doneOps = 0
    Application.ScreenUpdating = False
    If InLibreOffice() Then
        ' Its own undo knows only half of what is written here; the button knows all of it.
        ThisComponent.UndoManager.lock
    Else
        calculation = Application.Calculation
        Application.Calculation = -4135
        Application.EnableEvents = False
    End If
    For i = 0 To opCount - 1
        Select Case ops(i)(0)
        Case "write"
            DoWrite i
        Case "grow"
            DoGrow ops(i), ops(i)(5), ops(i)(6)
        Case "sheet"
            DoSheet ops(i)
        Case "note"
            DoNote ops(i)
        End Select
        doneOps = i + 1
    Next
    Restore calculation
    Exit Function
Failed:
    problem = Err.Description & " (" & Err.Number & ")"
    PutBack
    Restore calculation
    DoOps = T("写入时出错，已全部退回：", "Writing failed, and everything was put back: ") & problem & Chr(10) & T("记录在：", "See: ") & job
End Function

Private Sub Restore(calculation)
    On Error Resume Next
    If InLibreOffice() Then
        ThisComponent.UndoManager.unlock
    Else
        Application.EnableEvents = True
        Application.Calculation = calculation
    End If
    Application.ScreenUpdating = True
End Sub

Private Sub PutBack()
    Dim i As Long, op
    On Error Resume Next
    For i = doneOps To 0 Step -1
        If i < opCount Then
            op = ops(i)
            If op(0) = "write" And Not IsEmpty(op(10)) Then
                If InLibreOffice() Then
                    LibreArea(op).setFormulaArray op(10)
                Else
                    AreaOf(op).Formula = op(10)
                End If
            ElseIf op(0) = "grow" And i < doneOps Then
                DoGrow op, op(6), op(5)
            ElseIf op(0) = "sheet" Then
                Application.DisplayAlerts = False
                ThisWorkbook.Worksheets(op(1)).Delete
                Application.DisplayAlerts = True
            End If
        End If
    Next
End Sub

Private Sub DoWrite(i As Long)
    Dim op
    op = ops(i)
    If InLibreOffice() Then
        op(10) = LibreArea(op).getFormulaArray()
        ops(i) = op
        WriteLibre op
    Else
        op(10) = AreaOf(op).Formula
        ops(i) = op
        WriteExcel op
    End If
    FormatColumns op
End Sub

Private Sub WriteLibre(op)
    Dim made(), r As Long, c As Long, formulaColumns As String
    ReDim made(op(4) - 1)
    For r = 0 To op(4) - 1
        made(r) = LibreRow(CStr(op(9)(r)), CLng(op(5)), formulaColumns)
    Next
    LibreArea(op).setDataArray made
    For c = 0 To op(5) - 1
        If InStr(formulaColumns, "," & c & ",") > 0 Then WriteLibreFormulas op, c
    Next
End Sub

' A row's cells. The line is decoded as a whole, which is faster, unless a text in it holds a tab.
Private Function CellsOf(text As String, ByVal width As Long)
    Dim found, c As Long
    If hasTabs Then
        found = Split(text & String(width, Chr(9)), Chr(9))
        For c = 0 To width - 1
            found(c) = Decoded(CStr(found(c)))
        Next
        CellsOf = found
    Else
        CellsOf = Split(Decoded(text) & String(width, Chr(9)), Chr(9))
    End If
End Function

' A row by itself: LibreOffice shares an array that is assigned, and ReDim would empty it in both places.
Private Function LibreRow(text As String, ByVal width As Long, formulaColumns As String)
    Dim made(), found, c As Long, x As String
    found = CellsOf(text, width)
    ReDim made(width - 1)
    For c = 0 To width - 1
        x = found(c)
        If x = "" Then
            made(c) = ""
        Else
            Select Case Left(x, 1)
            Case "t", "q"
                made(c) = Mid(x, 2)
            Case "h", "f", "e"
                If InStr(formulaColumns, "," & c & ",") = 0 Then formulaColumns = formulaColumns & "," & c & ","
                made(c) = ""
            Case Else
                made(c) = CDbl(Val(Mid(x, 2)))
            End Select
        End If
    Next
    LibreRow = made
End Function

' Links all down a column go in at once; other formulas one by one, for only so are they read as Excel spells them.
Private Sub WriteLibreFormulas(op, ByVal c As Long)
    Dim r As Long, x As String, sheet, made(), links As Boolean, tabs As String
    ReDim made(op(4) - 1)
    Set sheet = ThisWorkbook.Worksheets(op(1))
    tabs = String(c + 1, Chr(9))
    links = True
    For r = 0 To op(4) - 1
        x = Split(op(9)(r) & tabs, Chr(9))(c)
        If Left(x, 1) = "f" Or Left(x, 1) = "e" Then links = False
        If Left(x, 1) <> "h" Then x = "h"
        made(r) = OneCell(Replace(Decoded(Mid(x, 2)), Chr(31), ";"))
    Next
    If links Then
        ThisComponent.Sheets.getByName(op(1)).getCellRangeByPosition(op(3) + c - 1, op(2) - 1, op(3) + c - 1, op(2) + op(4) - 2).setFormulaArray made
        Exit Sub
    End If
    For r = 0 To op(4) - 1
        x = Split(op(9)(r) & tabs, Chr(9))(c)
        If Left(x, 1) = "f" Or Left(x, 1) = "h" Then
            sheet.Cells(op(2) + r, op(3) + c).Formula = Replace(Decoded(Mid(x, 2)), Chr(31), ",")
        ElseIf Left(x, 1) = "e" Then
            sheet.Cells(op(2) + r, op(3) + c).Formula = ErrorFormula(Mid(x, 2))
        End If
    Next
End Sub

Private Function OneCell(text As String)
    Dim made(0)
    made(0) = text
    OneCell = made
End Function

Private Function ErrorFormula(code As String) As String
    Select Case code
    Case "#N/A"
        ErrorFormula = "=NA()"
    Case "#DIV/0!"
        ErrorFormula = "=1/0"
    Case Else
        ErrorFormula = "=" & code
    End Select
End Function

Private Sub WriteExcel(op)
    Dim values(), found, r As Long, c As Long, columns As Long, formulas As Boolean, cell As String
    columns = op(5)
    ReDim values(1 To op(4), 1 To columns)
    For r = 1 To op(4)
        found = CellsOf(CStr(op(9)(r - 1)), columns)
        For c = 1 To columns
            cell = found(c - 1)
            If Left(cell, 1) = "f" Or Left(cell, 1) = "h" Then formulas = True
            values(r, c) = ExcelValue(cell)
        Next
    Next
    If formulas Then
        AreaOf(op).Formula = values
    Else
        AreaOf(op).Value2 = values
    End If
    WriteLongTexts op
End Sub

Private Function ExcelValue(cell As String)
    Dim text As String
    Select Case Left(cell, 1)
    Case ""
        ExcelValue = Empty
    Case "t", "q"
        text = Mid(cell, 2)
        If Len(text) > LONG_TEXT Then text = ""
        If Left(cell, 1) = "q" Then text = "'" & text
        ExcelValue = text
    Case "f"
        ExcelValue = Mid(cell, 2)
    Case "h"
        ExcelValue = Replace(Mid(cell, 2), Chr(31), ",")
    Case "b"
        ExcelValue = Mid(cell, 2) = "1"
    Case "e"
        ExcelValue = CVErr(ErrorNumber(Mid(cell, 2)))
    Case Else
        ExcelValue = CDbl(Val(Mid(cell, 2)))
    End Select
End Function

' An array may not hold texts that long; a cell by itself may.
Private Sub WriteLongTexts(op)
    Dim r As Long, c As Long, found, text As String
    For r = 0 To op(4) - 1
        found = CellsOf(CStr(op(9)(r)), CLng(op(5)))
        If Len(Join(found, "")) > LONG_TEXT Then
            For c = 0 To op(5) - 1
                If Left(found(c), 1) = "t" Or Left(found(c), 1) = "q" Then
                    text = Mid(found(c), 2)
                    If Len(text) > LONG_TEXT Then ThisWorkbook.Worksheets(op(1)).Cells(op(2) + r, op(3) + c).Value2 = "'" & text
                End If
            Next
        End If
    Next
End Sub

Private Function ErrorNumber(code As String) As Long
    Select Case code
    Case "#NULL!"
        ErrorNumber = 2000
    Case "#DIV/0!"
        ErrorNumber = 2007
    Case "#VALUE!"
        ErrorNumber = 2015
    Case "#REF!"
        ErrorNumber = 2023
    Case "#NAME?"
        ErrorNumber = 2029
    Case "#NUM!"
        ErrorNumber = 2036
    Case Else
        ErrorNumber = 2042
    End Select
End Function

' Dates get a date format where they have none, numbers among dates lose one: "3|yyyy-mm-dd|0-4,9" are cells of column 3.
Private Sub FormatColumns(op)
    Dim wanted, parts, runs, i As Long, k As Long, dash As Long, first As Long, last As Long, column As Long, area, sheet
    If op(7) = "" Then Exit Sub
    Set sheet = ThisWorkbook.Worksheets(op(1))
    wanted = Split(op(7), ";")
    For i = 0 To UBound(wanted)
        parts = Split(wanted(i), "|")
        column = op(3) + CLng(parts(0))
        runs = Split(parts(2), ",")
        For k = 0 To UBound(runs)
            dash = InStr(runs(k), "-")
            first = op(2) + CLng(Left(runs(k), dash - 1))
            last = op(2) + CLng(Mid(runs(k), dash + 1))
            Set area = sheet.Range(sheet.Cells(first, column), sheet.Cells(last, column))
            If Unfit(area.NumberFormat, CStr(parts(1))) Then area.NumberFormat = parts(1)
        Next
    Next
End Sub

Private Function Unfit(known, wanted As String) As Boolean
    If IsNull(known) Then
        Unfit = True
    ElseIf wanted = "BOOLEAN" Then
        Unfit = InLibreOffice()
    ElseIf wanted = "General" Then
        Unfit = InStr(LCase(known), "y") > 0 Or InStr(LCase(known), "h:") > 0
    Else
        Unfit = known = "General" Or known = "@" Or known = "Standard"
    End If
End Function

' A table's data rows from row 2 on: sheet, heading row, first column, last column, last row before and after, name.
Private Sub DoGrow(op, ByVal before As Long, ByVal after As Long)
    Dim sheet, last, fresh, list, i As Long
    Set sheet = ThisWorkbook.Worksheets(op(1))
    If after > before And before > op(2) Then
        If InLibreOffice() Then
            GrowLibre op, before, after
        Else
            Set last = sheet.Range(sheet.Cells(before, op(3)), sheet.Cells(before, op(4)))
            Set fresh = sheet.Range(sheet.Cells(before + 1, op(3)), sheet.Cells(after, op(4)))
            last.Copy fresh
            ClearConstants fresh
        End If
    End If
    If op(7) = "" Then Exit Sub
    If InLibreOffice() Then
        ResizeLibre CStr(op(7)), op, after
    Else
        For i = 1 To sheet.ListObjects.Count
            If LCase(sheet.ListObjects(i).Name) = LCase(op(7)) Then sheet.ListObjects(i).Resize sheet.Range(sheet.Cells(op(2), op(3)), sheet.Cells(after, op(4)))
        Next
    End If
End Sub

Private Sub ClearConstants(area)
    On Error Resume Next
    area.SpecialCells(2).ClearContents
    area.ClearComments
End Sub

Private Sub GrowLibre(op, ByVal before As Long, ByVal after As Long)
    Dim sheet, have As Long, more As Long, source
    Set sheet = ThisComponent.Sheets.getByName(op(1))
    Set source = sheet.getCellRangeByPosition(op(3) - 1, before - 1, op(4) - 1, before - 1)
    sheet.copyRange sheet.getCellByPosition(op(3) - 1, before).getCellAddress(), source.getRangeAddress()
    sheet.getCellRangeByPosition(op(3) - 1, before, op(4) - 1, before).clearContents 15
    have = 1
    Do While have < after - before
        more = have
        If have + more > after - before Then more = after - before - have
        Set source = sheet.getCellRangeByPosition(op(3) - 1, before, op(4) - 1, before + more - 1)
        sheet.copyRange sheet.getCellByPosition(op(3) - 1, before + have).getCellAddress(), source.getRangeAddress()
        have = have + more
    Loop
End Sub

Private Sub ResizeLibre(name As String, op, ByVal after As Long)
    Dim ranges, i As Long, area
    Set ranges = ThisComponent.DatabaseRanges
    For i = 0 To ranges.Count - 1
        If LCase(ranges.getByIndex(i).Name) = LCase(name) Then
            area = ThisComponent.Sheets.getByName(op(1)).getCellRangeByPosition(op(3) - 1, op(2) - 1, op(4) - 1, after - 1).getRangeAddress()
            ranges.getByIndex(i).setDataArea area
        End If
    Next
End Sub

' A new sheet at the end: name, table's name, visibility, columns, rows with the heading, widths.
Private Sub DoSheet(op)
    Dim sheet, widths, i As Long, before, heading
    Set before = ThisWorkbook.ActiveSheet
    If InLibreOffice() Then
        ThisComponent.Sheets.insertNewByName op(1), ThisComponent.Sheets.Count
    Else
        ThisWorkbook.Worksheets.Add(After:=ThisWorkbook.Worksheets(ThisWorkbook.Worksheets.Count)).Name = op(1)
    End If
    Set sheet = ThisWorkbook.Worksheets(op(1))
    widths = Split(op(6), ";")
    For i = 0 To UBound(widths)
        sheet.Columns(i + 1).ColumnWidth = Val(widths(i))
    Next
    Set heading = sheet.Range(sheet.Cells(1, 1), sheet.Cells(1, op(4)))
    If InLibreOffice() Then
        ThisComponent.DatabaseRanges.addNewByName op(2), ThisComponent.Sheets.getByName(op(1)).getCellRangeByPosition(0, 0, op(4) - 1, op(5) - 1).getRangeAddress()
        ThisComponent.DatabaseRanges.getByName(op(2)).AutoFilter = True
        heading.Interior.Color = RGB(31, 78, 121)
        heading.Font.Color = RGB(255, 255, 255)
        heading.Font.Bold = True
    Else
        For i = 1 To op(4)
            sheet.Cells(1, i).Value2 = "'" & i
        Next
        sheet.ListObjects.Add(1, sheet.Range(sheet.Cells(1, 1), sheet.Cells(op(5), op(4))), , 1).Name = op(2)
    End If
    before.Activate
    If op(3) = "hidden" Then sheet.Visible = 0
    If op(3) = "veryHidden" Then sheet.Visible = 2
End Sub

Private Sub DoNote(op)
    Dim cell
    If InLibreOffice() Then
        RemoveLibreNote op
        If op(4) <> "" Then ThisComponent.Sheets.getByName(op(1)).Annotations.insertNew ThisComponent.Sheets.getByName(op(1)).getCellByPosition(op(3) - 1, op(2) - 1).getCellAddress(), op(4)
    Else
        Set cell = ThisWorkbook.Worksheets(op(1)).Cells(op(2), op(3))
        cell.ClearComments
        If op(4) <> "" Then cell.AddComment op(4)
    End If
End Sub

Private Sub RemoveLibreNote(op)
    Dim notes, i As Long, place
    Set notes = ThisComponent.Sheets.getByName(op(1)).Annotations
    For i = notes.Count - 1 To 0 Step -1
        place = notes.getByIndex(i).getPosition()
        If place.Column = op(3) - 1 And place.Row = op(2) - 1 Then notes.removeByIndex i
    Next
End Sub

' -- texts

Private Function T(zh As String, en As String) As String
    If LANGUAGE = "zh" Then
        T = U(zh)
    Else
        T = U(en)
    End If
End Function

' \uXXXX to characters.
Private Function U(text As String) As String
    Dim parts, i As Long
    If InStr(text, "\u") = 0 Then
        U = text
        Exit Function
    End If
    parts = Split(text, "\u")
    For i = 1 To UBound(parts)
        parts(i) = ChrW(CLng("&H" & Left(parts(i), 4))) & Mid(parts(i), 5)
    Next
    U = Join(parts, "")
End Function

' \12; to number 12 of the list of texts.
Private Function Decoded(text As String) As String
    Dim parts, i As Long, mark As Long
    If InStr(text, "\") = 0 Then
        Decoded = text
        Exit Function
    End If
    parts = Split(text, "\")
    For i = 1 To UBound(parts)
        mark = InStr(parts(i), ";")
        parts(i) = texts(CLng(Left(parts(i), mark - 1))) & Mid(parts(i), mark + 1)
    Next
    Decoded = Join(parts, "")
End Function

' What is not plain ASCII as \uXXXX.
Private Function Escaped(text As String) As String
    Dim i As Long, code As Long, made As String
    For i = 1 To Len(text)
        code = AscW(Mid(text, i, 1))
        If code < 0 Then code = code + 65536
        If code > 31 And code < 127 And code <> 92 Then
            made = made & Chr(code)
        Else
            made = made & "\u" & Right("000" & Hex(code), 4)
        End If
    Next
    Escaped = made
End Function
